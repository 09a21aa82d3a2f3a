#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  evaluators of CEL, the language of rules in data contracts: cel-python 0.5.0 (PyPI; what confluent-kafka requires for rules),
#            @bufbuild/cel 0.3.0 (npm; what @confluentinc/schemaregistry 1.10.1 requires) and dev.cel 0.14.0 (Java, of CEL's authors).
# Belief:    CEL has a specification with overloads for each operator, so a rule on a JSON message means one thing.
# Behaviour: in JavaScript every number of a message is a double, so that `age + 1` and `age % 2` have no overload, and a number of 17 digits is
#            another one; what is true in the others is an error or false there. cel-python multiplies a double by an int, which the
#            others refuse, and refuses to compare them, which the others do. `has` of a field that is null is false in JavaScript only, and
#            only Java's int() takes no hexadecimal text.
# Seen:      2026-11-30: see `expected` below; of nine rules without casts one is judged alike.
# Matters:   a rule is written once, in the registry, and evaluated by each producer and consumer in its own language. Written with casts, as
#            in `int(message.age) % 2 == 1` and `double(message.age) == 17.0`, it means the same in all three.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m pip install --quiet --quiet --no-compile --no-warn-conflicts --target python cel-python==0.5.0
npm install --silent --no-fund --no-audit @bufbuild/cel@0.3.0 @bufbuild/protobuf@2.17.0
cat > pom.xml <<'END'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>work</groupId><artifactId>work</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>dev.cel</groupId><artifactId>cel</artifactId><version>0.14.0</version></dependency>
    <dependency><groupId>com.google.code.gson</groupId><artifactId>gson</artifactId><version>2.11.0</version></dependency>
  </dependencies>
</project>
END
mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib >/dev/null

echo '{"age": 17, "price": 9.5, "number": 90071992547409931, "note": null, "code": "0x11"}' > message.json
cat > rules <<'END'
message.age >= 17
message.age + 1 == 18
message.age % 2 == 1
message.price * 2 > 18.0
message.age == 17.0
message.age in [17.0, 18.0]
message.number == 90071992547409931
has(message.note)
int(message.code) == 17
int(message.age) % 2 == 1
double(message.age) == 17.0
END

cat > evaluate.py <<'END'
import json

import celpy

message = celpy.json_to_cel(json.load(open("message.json")))
environment = celpy.Environment()
for rule in open("rules").read().splitlines():
    try:
        program = environment.program(environment.compile(rule))
        print(str(bool(program.evaluate({"message": message}))).lower())
    except celpy.CELEvalError:
        print("error")
END
cat > evaluate.mjs <<'END'
import { readFileSync } from 'node:fs';
import { run } from '@bufbuild/cel';

const message = JSON.parse(readFileSync('message.json', 'utf8'));
for (const rule of readFileSync('rules', 'utf8').trimEnd().split('\n')) {
  let result;
  try { result = run(rule, { message }); } catch (error) { result = error; }
  console.log(typeof result === 'boolean' ? result : 'error');
}
END
cat > Evaluate.java <<'END'
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

public class Evaluate {
    static Object value(JsonElement element) {
        if (element.isJsonNull()) return NullValue.NULL_VALUE;
        if (element.getAsJsonPrimitive().isString()) return element.getAsString();
        return element.getAsString().contains(".") ? (Object) element.getAsDouble() : (Object) element.getAsLong();
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> message = new HashMap<>();
        JsonParser.parseString(Files.readString(Path.of("message.json"))).getAsJsonObject().entrySet()
            .forEach(entry -> message.put(entry.getKey(), value(entry.getValue())));
        Cel cel = CelFactory.standardCelBuilder().setStandardMacros(CelStandardMacro.STANDARD_MACROS).addVar("message", SimpleType.DYN).build();
        for (String rule : Files.readAllLines(Path.of("rules"))) {
            try {
                System.out.println(cel.createProgram(cel.compile(rule).getAst()).eval(Map.of("message", message)));
            } catch (CelValidationException | CelEvaluationException refused) {
                System.out.println("error");
            }
        }
    }
}
END
PYTHONPATH="$work/python" python3 evaluate.py > python.out
node evaluate.mjs > javascript.out
java -cp 'lib/*' Evaluate.java > java.out
paste -d'|' rules python.out javascript.out java.out | awk -F'|' '{ printf "%-37s Python %-6s JavaScript %-6s Java %s\n", $1, $2, $3, $4 }' > seen

cat > expected <<'END'
message.age >= 17                     Python true   JavaScript true   Java true
message.age + 1 == 18                 Python true   JavaScript error  Java true
message.age % 2 == 1                  Python true   JavaScript error  Java true
message.price * 2 > 18.0              Python true   JavaScript error  Java error
message.age == 17.0                   Python error  JavaScript true   Java true
message.age in [17.0, 18.0]           Python error  JavaScript true   Java true
message.number == 90071992547409931   Python true   JavaScript false  Java true
has(message.note)                     Python true   JavaScript false  Java true
int(message.code) == 17               Python true   JavaScript true   Java error
int(message.age) % 2 == 1             Python true   JavaScript true   Java true
double(message.age) == 17.0           Python true   JavaScript true   Java true
END
diff -u expected seen
echo "as described: of nine rules without casts the three evaluators judge one alike"
