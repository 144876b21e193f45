import { expect, it } from 'vitest';
import { Observers } from './observers.ts';

it('one that throws keeps none of the others from hearing, is reported once, and goes on hearing', () => {
  const errors: unknown[] = [];
  const heard: string[] = [];
  const observers = new Observers<number>((error) => errors.push(error));
  observers.add((value) => { heard.push(`first ${value}`); throw new TypeError('broken'); });
  observers.add((value) => heard.push(`second ${value}`));
  observers.tell(1);
  observers.tell(2);
  expect(heard).toEqual(['first 1', 'second 1', 'first 2', 'second 2']);
  expect(errors).toEqual([new TypeError('broken')]);
});

it('one that was taken away hears nothing more, also where another takes it away while all are told', () => {
  const heard: string[] = [];
  const observers = new Observers<number>(() => {});
  observers.add(() => stop());
  const stop = observers.add(() => heard.push('taken away'));
  observers.add(() => heard.push('stays'));
  observers.tell(1);
  expect(heard).toEqual(['stays']);
});
