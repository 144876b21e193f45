import { describe, expect, test } from 'vitest';
import { type AskFirebase, type DeployInput, findMissing, planDeploy } from './checks.ts';

const COMMON = 'TURN_PROVIDER=none\nENFORCE_APP_CHECK=true\n';
const projects = JSON.stringify({ status: 'success', result: [{ projectId: 'mine' }] });

/** The CLI of a logged-in owner, with one project and this secret; undefined where there is none. */
const cli = (secret?: string): AskFirebase => (args) => {
  if (args[0] === 'projects:list') return Promise.resolve({ code: 0, stdout: projects });
  return Promise.resolve(secret === undefined ? { code: 1, stdout: '' } : { code: 0, stdout: `${secret}\n` });
};
const site = (change: Partial<DeployInput> = {}, ofProject = ''): DeployInput => ({
  project: 'mine', withFunctions: true, environment: {}, firebase: cli('unset'),
  read: (path) => (path === 'functions/.env' ? COMMON : path === 'functions/.env.mine' ? ofProject : ''), ...change,
});
const COTURN = 'TURN_PROVIDER=coturn\nTURN_URLS=turn:turn.example.org\n';
const key = { VITE_APP_CHECK_SITE_KEY: 'key' };

describe('before a deployment', () => {
  test.each<[string, DeployInput]>([
    ['a site without a relay', site()],
    ['a site without functions, whose project has no billing', site({ withFunctions: false, firebase: cli() })],
    ['a site with coturn, its secret and App Check', site({ firebase: cli('north'), environment: key }, COTURN)],
  ])('nothing is missing: %s', async (_what, input) => {
    expect(await findMissing(input)).toEqual({ missing: [], warnings: [] });
  });

  test.each<[string, DeployInput, RegExp]>([
    ['no project', site({ project: undefined }), /No project is chosen/],
    ['the owner is not logged in', site({ firebase: () => Promise.resolve({ code: 1, stdout: '' }) }), /not logged in/],
    ['another owner’s project', site({ project: 'other' }), /other is not among your projects/],
    ['no billing, or no secret', site({ firebase: cli() }), /TURN_SECRET, or no billing.*without-functions/],
    ['coturn without a secret', site({ environment: key }, COTURN), /TURN_SECRET is empty/],
    ['coturn without an address', site({ firebase: cli('north'), environment: key }, 'TURN_PROVIDER=coturn\n'), /TURN_URLS is empty.*functions\/\.env\.mine/],
    ['Cloudflare without a key', site({ firebase: cli('north'), environment: key }, 'TURN_PROVIDER=cloudflare\n'), /TURN_ACCOUNT is empty/],
    ['a limit that is no number', site({}, 'ADDRESS_LIMIT_PER_HOUR=many\n'), /ADDRESS_LIMIT_PER_HOUR is no whole number/],
    ['a misspelt provider', site({}, 'TURN_PROVIDER=cotrun\n'), /TURN_PROVIDER is unknown/],
  ])('is said what is missing: %s', async (_what, input, sentence) => {
    const { missing } = await findMissing(input);
    expect(missing).toEqual([expect.stringMatching(sentence)]);
    expect(missing.join(' ')).not.toContain('north');
  });

  test.each<[string, DeployInput, RegExp]>([
    ['a relay that App Check gives to no visitor', site({ firebase: cli('north') }, COTURN), /no visitor will be given a relay/],
    ['a relay for scripts', site({ firebase: cli('north') }, `${COTURN}ENFORCE_APP_CHECK=false\n`), /scripts/],
  ])('is warned of %s', async (_what, input, sentence) => {
    expect(await findMissing(input)).toEqual({ missing: [], warnings: [expect.stringMatching(sentence)] });
  });
});

test('all of it is deployed, or what needs no billing, of which the page is then told', () => {
  expect(planDeploy(site())).toEqual({
    args: ['deploy', '--only', 'firestore,functions,hosting', '--project', 'mine'], env: {}, connect: ['https://us-central1-mine.cloudfunctions.net'],
  });
  expect(planDeploy(site({ withFunctions: false }))).toEqual({
    args: ['deploy', '--only', 'firestore:rules,hosting', '--project', 'mine'], env: { VITE_RELAY: 'none', VITE_CLEAN_UP: 'parties' }, connect: [],
  });
});

test('the page is built for the region that the functions are deployed to, unless it is told otherwise, and may connect there and nowhere else', () => {
  const planned = (environment: DeployInput['environment']) => {
    const { env, connect } = planDeploy(site({ environment }, 'REGION=europe-west1\n'));
    return { env, connect };
  };
  expect(planned({})).toEqual({ env: { VITE_FUNCTIONS_REGION: 'europe-west1' }, connect: ['https://europe-west1-mine.cloudfunctions.net'] });
  expect(planned({ VITE_FUNCTIONS_REGION: '' })).toEqual(planned({}));
  const elsewhere = { VITE_FUNCTIONS_REGION: 'asia-east1', VITE_FIREBASE_PROJECT_ID: 'other' };
  expect(planned(elsewhere)).toEqual({ env: { VITE_FUNCTIONS_REGION: 'asia-east1' }, connect: ['https://asia-east1-other.cloudfunctions.net'] });
});
