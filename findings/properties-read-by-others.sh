#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  readers of Java's .properties, the format of Kafka's client files: jproperties 2.1.2, javaproperties 0.8.2, jprops 2.0.2,
#            pyjavaproperties3 0.6 (PyPI); dot-properties 1.1.2, java-props 2.3.1, @js.properties/properties 0.5.4, properties-reader 3.0.1,
#            java-properties 1.0.2, properties 1.2.1 (npm); and java.util.Properties of JDK 17, which is what Kafka's own tools use.
# Belief:    the format is small and old, and what calls itself a reader of it reads what Java reads.
# Behaviour: of ten readers five do. For properties-reader each continued line is a property of its own, so a JAAS entry comes without its
#            password, and no escape is undone. After a value that ends in an escaped backslash pyjavaproperties3 takes the next line for
#            its rest. For jprops and java-properties a comment that ends in a backslash swallows the property below it; for jprops so does a
#            continuation into an empty line. properties makes numbers of digits (012 is 12). java-properties decodes %25, gives a list
#            of a key that is there twice, and cannot read an escaped backslash; it fills in ${name}, and pyjavaproperties3 in its own way.
# Seen:      2026-11-30: see `expected` below.
# Matters:   a client.properties is handed from Kafka's tools to applications in other languages. What all ten read alike is a file of plain
#            `key=value` lines: no continuation, no backslash, no percent sign, no ${, no comment that ends in a backslash.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m pip install --quiet --quiet --no-compile --target python \
  jproperties==2.1.2 javaproperties==0.8.2 jprops==2.0.2 pyjavaproperties3==0.6
npm install --silent --no-fund --no-audit dot-properties@1.1.2 java-props@2.3.1 @js.properties/properties@0.5.4 \
  properties-reader@3.0.1 java-properties@1.0.2 properties@1.2.1

mkdir cases
case_of() { cat > "cases/$1.properties"; }
case_of 1-continued <<'END'
jaas=login required \
  username="app" \
  password="p1:q2";
END
case_of 2-backslash <<'END'
folder=C:\\data\\
acks=all
END
case_of 3-comment <<'END'
# the folder is C:\
acks=all
END
case_of 4-empty-line <<'END'
topics=orders,\

acks=all
END
case_of 5-digits <<'END'
secret=012
END
case_of 6-reference <<'END'
host=kafka
server=${host}
END
case_of 7-percent <<'END'
secret=x%25y
END
case_of 8-twice <<'END'
acks=1
acks=all
END

cat > Reference.java <<'END'
import java.io.*;
import java.util.*;

public class Reference {
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            Properties read = new Properties();
            try (InputStream in = new FileInputStream(file)) {
                read.load(in);
            }
            StringJoiner all = new StringJoiner(", ", "{", "}");
            for (String key : new TreeSet<>(read.stringPropertyNames())) {
                all.add(quoted(key) + ": " + quoted(read.getProperty(key)));
            }
            System.out.println(all);
        }
    }
}
END
cat > read.py <<'END'
import json
import sys

import javaproperties
import jproperties
import jprops
import pyjavaproperties3


def of_jproperties(path):
    read = jproperties.Properties()
    with open(path, "rb") as file:
        read.load(file)
    return {name: value.data for name, value in read.items()}


def of_pyjavaproperties3(path):
    read = pyjavaproperties3.Properties()
    with open(path) as file:
        read.load(file)
    return dict(read.getPropertyDict())


def by(function):
    def of(path):
        with open(path, "rb") as file:
            return dict(function(file))
    return of


readers = {
    "jproperties": of_jproperties,
    "javaproperties": by(javaproperties.load),
    "jprops": by(jprops.load_properties),
    "pyjavaproperties3": of_pyjavaproperties3,
}
print("\n".join(json.dumps(readers[sys.argv[1]](path), sort_keys=True) for path in sys.argv[2:]))
END
cat > read.cjs <<'END'
const fs = require('fs');
const text = (path) => fs.readFileSync(path, 'latin1');
const readers = {
  'dot-properties': (path) => require('dot-properties').parse(text(path)),
  'java-props': async (path) => (await import('java-props')).parse(text(path)),
  '@js.properties/properties': (path) => require('@js.properties/properties').parseToProperties(text(path)),
  'properties-reader': async (path) => (await import('properties-reader')).propertiesReader({ sourceFile: path }).getAllProperties(),
  'java-properties': (path) => {
    let file;
    try { file = require('java-properties').of(path); } catch (error) { return `${error.name} from JSON`; }
    return Object.fromEntries(file.getKeys().map((key) => [key, file.get(key)]));
  },
  properties: (path) => require('properties').parse(text(path)),
};
(async () => {
  for (const path of process.argv.slice(3)) {
    const read = await readers[process.argv[2]](path);
    const sorted = typeof read === 'string' ? read : Object.fromEntries(Object.keys(read).sort().map((key) => [key, read[key]]));
    console.log(JSON.stringify(sorted));
  }
})();
END
java Reference.java cases/*.properties > java.out
for reader in jproperties javaproperties jprops pyjavaproperties3; do
  PYTHONPATH="$work/python" python3 read.py "$reader" cases/*.properties > "$reader.out"
done
for reader in dot-properties java-props @js.properties/properties properties-reader java-properties properties; do
  node read.cjs "$reader" cases/*.properties > "${reader//\//-}.out"
done

python3 - <<'END' > seen
import json
import pathlib

names = sorted(path.stem for path in pathlib.Path("cases").iterdir())
rows = {path.stem: [json.loads(line) for line in path.read_text().splitlines()] for path in pathlib.Path().glob("*.out")}
reference = rows.pop("java")
print("as Java:", ", ".join(sorted(reader for reader, row in rows.items() if row == reference)))
for number, name in enumerate(names):
    print(f"{name}, Java: {json.dumps(reference[number])}")
    for reader, row in sorted(rows.items()):
        if row[number] != reference[number]:
            print(f"  {reader}: {json.dumps(row[number])}")
END

cat > expected <<'END'
as Java: @js.properties-properties, dot-properties, java-props, javaproperties, jproperties
1-continued, Java: {"jaas": "login required username=\"app\" password=\"p1:q2\";"}
  properties-reader: {"jaas": "login required \\", "password": "\"p1:q2\";", "username": "\"app\" \\"}
2-backslash, Java: {"acks": "all", "folder": "C:\\data\\"}
  java-properties: "SyntaxError from JSON"
  properties-reader: {"acks": "all", "folder": "C:\\\\data\\\\"}
  pyjavaproperties3: {"folder": "C:\\\\data\\acks=all"}
3-comment, Java: {"acks": "all"}
  java-properties: {}
  jprops: {}
4-empty-line, Java: {"acks": "all", "topics": "orders,"}
  jprops: {"topics": "orders,acks=all"}
  properties-reader: {"acks": "all", "topics": "orders,\\"}
5-digits, Java: {"secret": "012"}
  properties: {"secret": 12}
6-reference, Java: {"host": "kafka", "server": "${host}"}
  java-properties: {"host": "kafka", "server": "kafka"}
  pyjavaproperties3: {"host": "kafka", "server": "$kafka"}
7-percent, Java: {"secret": "x%25y"}
  java-properties: {"secret": "x%y"}
8-twice, Java: {"acks": "all"}
  java-properties: {"acks": ["1", "all"]}
END
diff -u expected seen
echo "as described: of ten readers of .properties five read what Java reads"
