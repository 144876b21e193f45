/** `npm run cost`: the tables of docs/scaling.md, written there anew after a number in scripts/cost/model.ts has changed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { putTables } from './cost/page.ts';
import { asMarkdown } from './cost/model.ts';
import { ROOT } from './machine/paths.ts';

const file = join(ROOT, 'docs/scaling.md');
writeFileSync(file, putTables(readFileSync(file, 'utf8'), asMarkdown()));
console.log(asMarkdown());
