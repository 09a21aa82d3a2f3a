#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  JSONata, the language of migration rules in data contracts: jsonata 2.0.6 (npm, the original; @confluentinc/schemaregistry
#            requires it), jsonata-python 0.7.1 (PyPI; confluent-kafka requires it for rules) and dashjoin's jsonata 0.9.10 (Java).
# Belief:    the ports pass the original's tests, so a rule makes the same of the same record; what may differ are rare functions.
# Behaviour: most of a hundred expressions agree. Numbers as text do not: of a number of 16 digits each gives another text, and 1e20 is written
#            out in JavaScript only. In Python the remainder of a fraction is a whole number. base64 is of UTF-8 in the ports and of
#            Latin-1 in the original, which also reads what it has written itself and not what they have.
# Seen:      2026-11-30: see `expected` below.
# Matters:   a rule that makes a key or an id of a number, or encodes a text, makes another one in another consumer, and a record that was
#            upgraded by one no longer joins with what the other has upgraded.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m pip install --quiet --quiet --no-compile --no-warn-conflicts --target python jsonata-python==0.7.1
npm install --silent --no-fund --no-audit jsonata@2.0.6
curl --silent --show-error --fail --remote-name https://repo1.maven.org/maven2/com/dashjoin/jsonata/0.9.10/jsonata-0.9.10.jar

echo '{"id": 9007199254740993, "amount": 7.5, "city": "Zürich"}' > record.json
cat > rules <<'END'
$string(amount)
$string(id)
$string(1e20)
amount % 2
$base64encode(city)
$base64decode($base64encode(city)) = city
END
cat > evaluate.py <<'END'
import json

import jsonata

record = json.load(open("record.json", encoding="utf-8"))
for rule in open("rules").read().splitlines():
    result = jsonata.Jsonata(rule).evaluate(record)
    print(str(result).lower() if isinstance(result, bool) else result)
END
cat > evaluate.cjs <<'END'
const fs = require('fs');
const jsonata = require('jsonata');

const record = JSON.parse(fs.readFileSync('record.json', 'utf8'));
(async () => {
  for (const rule of fs.readFileSync('rules', 'utf8').trimEnd().split('\n')) {
    console.log(String(await jsonata(rule).evaluate(record)));
  }
})();
END
cat > Evaluate.java <<'END'
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;

public class Evaluate {
    public static void main(String[] arguments) throws Exception {
        Object record = Json.parseJson(Files.readString(Path.of("record.json")));
        for (String rule : Files.readAllLines(Path.of("rules"))) {
            System.out.println(Jsonata.jsonata(rule).evaluate(record));
        }
    }
}
END
PYTHONPATH="$work/python" python3 evaluate.py > python.out
node evaluate.cjs > javascript.out
java -Dfile.encoding=UTF-8 -cp jsonata-0.9.10.jar Evaluate.java > java.out
paste -d'|' rules javascript.out python.out java.out | awk -F'|' '{ printf "%-42s JavaScript %-22s Python %-22s Java %s\n", $1, $2, $3, $4 }' > seen

cat > expected <<'END'
$string(amount)                            JavaScript 7.5                    Python 7.5                    Java 7.5
$string(id)                                JavaScript 9007199254740990       Python 9.00719925474099e+15   Java 9007199254740992
$string(1e20)                              JavaScript 100000000000000000000  Python 1e+20                  Java 1e+20
amount % 2                                 JavaScript 1.5                    Python 1                      Java 1.5
$base64encode(city)                        JavaScript WvxyaWNo               Python WsO8cmljaA==           Java WsO8cmljaA==
$base64decode($base64encode(city)) = city  JavaScript true                   Python true                   Java true
END
diff -u expected seen
echo "as described: four of six rules give another result in at least one language"
