import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { type Answers, checkAnswers, nextQuestion, secretOf, writeAnswers } from './answers.ts';

/** Answers each question as it is given here, and the others as they are offered. */
function answerAll(given: Answers, set: Answers = {}): { answers: Answers; asked: string[] } {
  let answers: Answers = {};
  const asked: string[] = [];
  for (let question = nextQuestion(answers, set); question; question = nextQuestion(answers, set)) {
    asked.push(question.name);
    answers = { ...answers, [question.name]: given[question.name] ?? question.byDefault };
  }
  return { answers, asked };
}

test('a provider is asked for, then what it needs, then what every site has', () => {
  const common = ['REGION', 'STUN_URLS', 'ENFORCE_APP_CHECK'];
  expect(answerAll({}).asked).toEqual(['TURN_PROVIDER', ...common]);
  expect(answerAll({ TURN_PROVIDER: 'coturn' }).asked).toEqual(['TURN_PROVIDER', 'TURN_URLS', 'TURN_SECRET', ...common]);
  expect(answerAll({ TURN_PROVIDER: 'twilio' }).asked).toEqual(['TURN_PROVIDER', 'TURN_ACCOUNT', 'TURN_SECRET', ...common]);
  expect(answerAll({ TURN_PROVIDER: 'static' }).asked).toEqual(['TURN_PROVIDER', 'TURN_STATIC', ...common]);
});

test('what is set already is offered', () => {
  expect(answerAll({}, { REGION: 'europe-west1', TURN_PROVIDER: 'coturn' }).answers).toMatchObject({ REGION: 'europe-west1', TURN_PROVIDER: 'coturn' });
});

const coturn = { TURN_PROVIDER: 'coturn', TURN_URLS: 'turn:turn.example.org:3478?transport=udp', TURN_SECRET: 'north by northwest' };

test('the answers are judged as the function would', () => {
  expect(checkAnswers(answerAll(coturn).answers)).toBeUndefined();
  expect(checkAnswers(answerAll({ ...coturn, TURN_SECRET: '' }).answers)).toBe('TURN_SECRET is empty');
  expect(checkAnswers(answerAll({ TURN_PROVIDER: 'cotrun' }).answers)).toMatch('unknown');
  expect(checkAnswers(answerAll({}).answers)).toBeUndefined();
});

test('the secret goes to Secret Manager and not into the file, which keeps its other lines', () => {
  const { answers } = answerAll(coturn);
  const file = writeAnswers('# ours\nOTHER=1\nREGION=us-central1\n', answers);
  expect(file).toMatch(/^# ours\nOTHER=1\n/);
  expect(file.match(/REGION=/g)).toHaveLength(1);
  expect(file).not.toContain('north');
  expect(secretOf(answers)).toBe('north by northwest');
  expect(secretOf(answerAll({}).answers)).toBe('unset');
});

test('what was written is read back', () => {
  const servers = '[{"urls": "turn:turn.example.org", "username": "site", "credential": "a#b"}]';
  const { answers } = answerAll({ TURN_PROVIDER: 'static', TURN_STATIC: servers });
  expect(parseEnv(writeAnswers('', answers))).toEqual(answers);
});
