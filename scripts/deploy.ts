/**
 * `npm run deploy`: rules, indexes, functions and the page, after a look at whether all that they need is there.
 *
 *   node scripts/bootstrap.mjs deploy [--project <id>] [--without-functions] [--check]
 */
import { loadEnv } from 'vite';
import { buildPage } from './deploy/build-page.ts';
import { findMissing, planDeploy } from './deploy/checks.ts';
import { askFirebase, chosenProject, readIfThere, runFirebase } from './deploy/firebase-cli.ts';
import { writeDeployConfig } from './deploy/deploy-config.ts';
import { ROOT } from './machine/paths.ts';

const words = process.argv.slice(2);
const input = {
  project: chosenProject(words),
  withFunctions: !words.includes('--without-functions'),
  // What Vite itself will read when it builds the page.
  environment: { ...process.env, ...loadEnv('production', ROOT, 'VITE_') },
  read: readIfThere,
  firebase: askFirebase,
};
console.log('Looking at what a deployment needs…');
const { missing, warnings } = await findMissing(input);
for (const warning of warnings) console.warn(`Mind: ${warning}.`);
for (const sentence of missing) console.error(`Missing: ${sentence}.`);
if (missing.length > 0) process.exitCode = 1;
else if (words.includes('--check')) console.log('Nothing is missing.');
else process.exitCode = await deploy();

async function deploy(): Promise<number> {
  const { args, env, connect } = planDeploy(input);
  if (!buildPage(env)) return 1;
  const config = writeDeployConfig(connect);
  try {
    return await runFirebase([...args, '--config', config.path], env);
  } finally {
    config.remove();
  }
}
