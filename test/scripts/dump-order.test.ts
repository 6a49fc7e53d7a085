import { test } from 'vitest'
import { inOrder } from '../../scripts/dump-order.ts'

const dump = `PRAGMA defer_foreign_keys=TRUE;
CREATE TABLE child (id integer primary key, -- one; of many
  parent_id integer references "pa;rent");
INSERT INTO "child" VALUES(1,'a; ''b''
CREATE TABLE x;');
CREATE TABLE "pa;rent" (id integer primary key);
INSERT INTO "pa;rent" VALUES(1);
CREATE TRIGGER t after insert on child when case when new.id > 1 then 1 else 0 end
begin update child set id = case when id = 1 then 2 else id end; select 1; end;
CREATE UNIQUE INDEX u on child (parent_id);
INSERT INTO "sqlite_sequence" VALUES('child',7);
`

test('tables, then rows, then indexes and triggers; nothing is cut apart or lost', ({ expect }) => {
  const ordered = inOrder(dump)
  const at = (text: string) => ordered.indexOf(text)
  const order = ['PRAGMA', 'CREATE TABLE child', 'CREATE TABLE "pa;rent"', 'INSERT INTO "child"']
  const places = [...order, 'INSERT INTO "pa;rent"', "('child',7)", 'CREATE TRIGGER', 'CREATE UNIQUE'].map(at)
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places).not.toContain(-1)
  expect(ordered).toContain("'a; ''b''\nCREATE TABLE x;');")
  expect(ordered).toContain('select 1; end;')
  expect(ordered.split('').sort().join('').trim()).toBe(dump.split('').sort().join('').trim())
})
