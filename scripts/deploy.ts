/**
 * `npm run deploy`: rules, indexes, functions and the page, after a look at whether all that they need is there.
 *
 *   node scripts/bootstrap.mjs deploy [--project <id>] [--without-functions] [--check]
 */
import { findMissing, planDeploy } from './deploy/checks.ts';
import { askFirebase, chosenProject, readIfThere, runFirebase } from './deploy/firebase-cli.ts';

const words = process.argv.slice(2);
const input = {
  project: chosenProject(words),
  withFunctions: !words.includes('--without-functions'),
  environment: process.env,
  read: readIfThere,
  firebase: askFirebase,
};
console.log('Looking at what a deployment needs…');
const { missing, warnings } = await findMissing(input);
for (const warning of warnings) console.warn(`Mind: ${warning}.`);
for (const sentence of missing) console.error(`Missing: ${sentence}.`);
if (missing.length > 0) process.exitCode = 1;
else if (words.includes('--check')) console.log('Nothing is missing.');
else {
  const { args, env } = planDeploy(input);
  process.exitCode = await runFirebase(args, env);
}
