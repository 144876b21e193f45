import { expect, it } from 'vitest';
import { AS_IT_COMES, withFit } from './picture-choice.ts';

it('a picture that alice wants to be whole is kept so, until she wants it as it would come by itself', () => {
  const hidden = { ...AS_IT_COMES, isOwnHidden: true };
  const whole = withFit(hidden, 'contain', 'cover');
  expect(whole).toEqual({ isOwnHidden: true, isOwnSmall: false, fit: 'contain' });
  expect(withFit(whole, 'cover', 'cover')).toEqual(hidden);
  expect(withFit(hidden, 'cover', 'contain')).toEqual({ ...hidden, fit: 'cover' });
});
