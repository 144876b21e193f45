import { expect, test } from 'vitest';
import { RaisedHand } from './raised-hand.ts';

function setUp(): { readonly hand: RaisedHand; readonly told: boolean[]; readonly changes: () => number } {
  const told: boolean[] = [];
  let changes = 0;
  return { told, changes: () => changes, hand: new RaisedHand({ tell: (isRaised) => told.push(isRaised), onChange: () => (changes += 1) }) };
}

test('a hand is told once when it goes up, and once when it goes down', () => {
  const { hand, told, changes } = setUp();
  hand.follow(true);
  for (let press = 0; press < 2; press++) hand.raise();
  expect([hand.isRaised, told]).toEqual([true, [true]]);
  for (let press = 0; press < 2; press++) hand.lower();
  expect([hand.isRaised, told, changes()]).toEqual([false, [true, false], 2]);
});

test('no hand is raised before the call stands, or after it', () => {
  const { hand, told } = setUp();
  hand.raise();
  hand.follow(true);
  hand.follow(false);
  hand.raise();
  expect([hand.isRaised, told]).toEqual([false, []]);
});

test('a hand goes down with the call, and is down when another one stands', () => {
  const { hand, told } = setUp();
  hand.follow(true);
  hand.raise();
  hand.follow(true);
  expect(hand.isRaised).toBe(true);
  hand.follow(false);
  hand.follow(true);
  expect([hand.isRaised, told]).toEqual([false, [true, false]]);
});
