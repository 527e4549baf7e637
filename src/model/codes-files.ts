// Codes that reading files gives: paths, bytes, YAML and CSV, before anything is known of what they want.

import type { Codes } from './codes.ts';

export const fileCodes: Codes = {
  'config.no-files': {
    as: ['error'],
    when: 'No desired files are given: there is no `-f`, and `trueup.yaml` names none under `desired`.',
    next: 'Give a file or a folder.',
    example: 'trueup plan -f tenants/acme',
  },
  'config.empty-folder': {
    as: ['error'],
    when: 'A folder that was given holds no file that ends in .yaml, .yml or .json, at any depth. Names that begin with a dot, and `trueup.yaml` itself, do not count.',
    next: 'Correct the path after `-f`, or under `desired` in `trueup.yaml`.',
  },
  'config.unreadable': {
    as: ['error'],
    when: 'A file that was named cannot be read: it is not there, this user may not read it, or it is a folder. For an inventory, the place is the `select.file` that names it.',
    next: 'Check the path and its rights. Paths in a desired file are relative to that file.',
  },
  'config.too-large': {
    as: ['error'],
    when: 'A file is larger than anything trueup reads: 32 MiB for YAML, 64 MiB for a CSV inventory.',
    next: 'Check that it is the file you mean; split it if it is.',
  },
  'config.not-utf-8': {
    as: ['error'],
    when: 'A file is not UTF-8 text: it is UTF-16, or has bytes that are not UTF-8 in the line that is named.',
    next: 'Save it as UTF-8.',
  },
  'config.not-text': {
    as: ['error'],
    when: 'A file holds a control character, as programs and archives do and text files do not.',
    next: 'Check that it is the file you mean.',
  },
  'config.empty-file': {
    as: ['error'],
    when: 'A file has nothing in it but white space and comments.',
    next: 'Begin it with `version: 1`, or delete it.',
  },
  'config.syntax': {
    as: ['error'],
    when: 'A file is not valid YAML. The message quotes the line; its cause is often the line above, such as a bracket or a quote that is not closed.',
    next: 'Do what the message says: indent with spaces, quote texts that have special characters, close what is open.',
  },
  'config.directive': {
    as: ['error'],
    when: 'A file has a YAML directive other than `%YAML 1.2`, a line that begins with %.',
    next: 'Delete the line.',
  },
  'config.several-documents': {
    as: ['error'],
    when: 'A second YAML document begins in a file, after a line `---`. A file holds one; the rest would be lost.',
    next: 'Put it into a file of its own, or delete the `---` line.',
  },
  'config.not-a-map': {
    as: ['error'],
    when: 'A file is a list or a single text, not keys and values.',
    next: 'Begin it with `version: 1` and put sections below.',
  },
  'config.wrong-key': {
    as: ['error'],
    when: 'A key is not a text: it is a list, a map, or empty.',
    next: 'Write it as `key: value`.',
  },
  'config.alias': {
    as: ['error'],
    when: 'A YAML alias (`*name`) has no anchor (`&name`) before it, or repeats a value that holds the alias itself.',
    next: 'Write the value out. A text that begins with * needs quotes.',
  },
  'config.exploding-alias': {
    as: ['error'],
    when: 'Written out, the aliases of a file make more than 100 000 values, as aliases of aliases do.',
    next: 'Write the values out, or use fewer aliases of aliases.',
  },
  'config.too-deep': {
    as: ['error'],
    when: 'A file nests deeper than any desired file needs. It is refused so that it cannot exhaust the memory.',
    next: 'Look for an opening bracket or a dash that is not meant.',
  },
  'config.too-many-values': {
    as: ['error'],
    when: 'A file holds more values than one desired file may.',
    next: 'Put long lists into a CSV file and name it under `select.file`.',
  },
  'config.csv': {
    as: ['error'],
    when: 'An inventory is not valid CSV, as a rule because a quote is not closed.',
    next: 'Close the quote; write a quote inside quotes twice.',
  },
  'config.csv-header': {
    as: ['error'],
    when: 'The first line of an inventory has neither a column `id` nor a column `serial_number`. Case, spaces and dashes do not matter; other columns are passed over. The separator is a comma, a semicolon or a tab.',
    next: 'Name one of the columns so.',
    example: 'id,serial_number,owner\n2000000000004,C02YX1234GHV,Ann',
  },
  'config.csv-empty': {
    as: ['error'],
    when: 'An inventory has a header and no row. An empty selection is never meant by accident.',
    next: 'Add rows, or take `select.file` out.',
  },
  'config.csv-row': {
    as: ['error'],
    when: 'A row of an inventory has neither an id nor a serial number.',
    next: 'Fill one in, or delete the row.',
  },
  'config.csv-repeat': {
    as: ['warning'],
    when: 'An id or a serial number stands in two rows of an inventory.',
    next: 'Delete one of the rows.',
  },
  'config.rounded-id': {
    as: ['error'],
    when: 'An id of an inventory looks like `2E+12`: a spreadsheet took it for a number and cut its digits off.',
    next: 'Format the column as text and paste the ids again.',
  },
  'config.ambiguous-file': {
    as: ['error'],
    when: 'Two desired files in different folders name an inventory with the same relative path, which means two different files.',
    next: 'Give one of the inventories another name.',
  },
};
