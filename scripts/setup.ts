/**
 * `npm run setup`: asks where relays come from, writes `functions/.env.<project>`, and hands the secret to Secret
 * Manager. It can be run again: what is set is offered.
 *
 *   node scripts/bootstrap.mjs setup [--project <id>]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { type Answers, checkAnswers, nextQuestion, type Question, secretOf, writeAnswers } from './deploy/answers.ts';
import { chosenProject, feedFirebase, readIfThere } from './deploy/firebase-cli.ts';
import { mergeSettings } from './deploy/settings.ts';
import { ROOT } from './machine/paths.ts';

let isHidden = false;
const output = new Writable({
  write(part: Buffer, _encoding, done) {
    if (!isHidden) process.stdout.write(part);
    done();
  },
});
const terminal = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY });
/** By line, since answers that are piped in all come at once. */
const lines = terminal[Symbol.asyncIterator]();

async function ask({ text, byDefault, isSecret }: Question): Promise<string> {
  process.stdout.write(`${text}${byDefault === '' ? '' : ` [${byDefault}]`}: `);
  isHidden = isSecret === true;
  const { value, done } = await lines.next();
  if (done === true) throw new Error('the answers ended before the questions');
  const answer = value.trim();
  if (isHidden) process.stdout.write('\n');
  isHidden = false;
  return answer === '' ? byDefault : answer;
}

async function setUp(project: string): Promise<number> {
  const path = `functions/.env.${project}`;
  const set = mergeSettings(readIfThere('functions/.env'), readIfThere(path));
  let answers: Answers = {};
  for (let question = nextQuestion(answers, set); question; question = nextQuestion(answers, set)) {
    answers = { ...answers, [question.name]: await ask(question) };
  }
  const problem = checkAnswers(answers);
  if (problem !== undefined) {
    console.error(`That can’t work: ${problem}. Nothing was written.`);
    return 1;
  }
  writeFileSync(join(ROOT, path), writeAnswers(readIfThere(path), answers));
  console.log(`Written: ${path}. Handing the secret to Secret Manager…`);
  const code = await feedFirebase(['functions:secrets:set', 'TURN_SECRET', '--data-file', '-', '--force', '--project', project], secretOf(answers));
  console.log(code === 0 ? 'Next: npm run deploy' : 'The secret could not be set: see above. Log in (npx firebase login), turn billing on, and try again.');
  return code;
}

const project = chosenProject(process.argv.slice(2));
if (project === undefined) {
  console.error('No project is chosen: npx firebase use --add');
  process.exitCode = 1;
} else {
  process.exitCode = await setUp(project);
}
terminal.close();
