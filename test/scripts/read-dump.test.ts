import { test } from 'vitest'
import { statementsIn } from '../../scripts/archive/read-dump.ts'

test('a dump is read row by row, schema as it stands between, texts with line breaks and quotes whole', async ({
  expect,
}) => {
  const dump = `PRAGMA defer_foreign_keys=TRUE;
CREATE TABLE a(
  x text
);
INSERT INTO "a" VALUES('one');
INSERT INTO "a" VALUES('it''s; two
INSERT INTO "a" VALUES(''3'');
end');
CREATE TRIGGER t after insert on a
begin
  insert into a values ('x');
end;`
  const found: string[] = []
  for await (const statement of statementsIn(dump.split('\n'))) found.push(statement)
  expect(found).toEqual([
    'PRAGMA defer_foreign_keys=TRUE;\nCREATE TABLE a(\n  x text\n);',
    `INSERT INTO "a" VALUES('one');`,
    `INSERT INTO "a" VALUES('it''s; two\nINSERT INTO "a" VALUES(''3'');\nend');`,
    `CREATE TRIGGER t after insert on a\nbegin\n  insert into a values ('x');\nend;`,
  ])
})
