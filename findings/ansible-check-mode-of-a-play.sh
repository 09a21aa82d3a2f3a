#!/usr/bin/env bash
# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Software:  ansible-core 2.16.14 and 2.19.14, a play and a block with the keyword check_mode.
# Belief:    the variable ansible_check_mode says whether the task that reads it runs in check mode, so that a role may hand it on:
#            `check_mode: "{{ only_look or ansible_check_mode }}"`.
# Behaviour: it says what the command line said. In a play (or a block, or a task) with `check_mode: true` it is false. A task whose own
#            keyword is made of it leaves check mode there and acts, although play and block forbid it; and with --check it is true also
#            for a task with `check_mode: false`, which does act.
# Seen:      2026-11-30, both versions alike: see `expected` below.
# Matters:   a role that computes check_mode from the variable changes things in a play that is only to look. Leave the keyword out, and
#            put a block with `check_mode: true` around what must never act.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > play.yml <<'END'
- hosts: localhost
  gather_facts: false
  check_mode: true
  vars: {only_look: false}
  tasks:
    - {name: said in the play, ansible.builtin.debug: {msg: "{{ ansible_check_mode }}"}}
    - {name: nothing stated, ansible.builtin.copy: {content: x, dest: "{{ folder }}/inherited"}}
    - name: handed on
      ansible.builtin.copy: {content: x, dest: "{{ folder }}/handed-on"}
      check_mode: "{{ only_look or ansible_check_mode }}"
- hosts: localhost
  gather_facts: false
  tasks:
    - name: said in the task
      ansible.builtin.debug: {msg: "{{ ansible_check_mode }}"}
      check_mode: false
END

python=$(python3 -c 'import sys; print(sys.executable)')
for version in 2.16.14 2.19.14; do
  python3 -m pip install --quiet --quiet --no-compile --target "core-$version" "ansible-core==$version"
  for how in "" --check; do
    mkdir -p "made"
    # shellcheck disable=SC2086
    PYTHONPATH="$work/core-$version" ANSIBLE_HOME="$work/home" ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false \
      python3 -m ansible playbook -i localhost, -c local -e "ansible_python_interpreter=$python folder=$work/made" $how play.yml > output
    said=$(sed -n 's/^ *"msg": "\{0,1\}\([a-zA-Z]*\)"\{0,1\}$/\1/p' output | tr 'TF' 'tf' | paste -sd' ')
    echo "$version ${how:-no option}: ansible_check_mode $said; made: $(cd made && echo ./*)"
    rm -rf made
  done
done > seen

cat > expected <<'END'
2.16.14 no option: ansible_check_mode false false; made: ./handed-on
2.16.14 --check: ansible_check_mode true true; made: ./*
2.19.14 no option: ansible_check_mode false false; made: ./handed-on
2.19.14 --check: ansible_check_mode true true; made: ./*
END
cat seen
diff expected seen
