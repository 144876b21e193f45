import { css } from 'lit';

export const deviceToggleStyles = css`
  :host {
    display: inline-block;
    position: relative;
  }

  firelink-microphone-level {
    position: absolute;
    inset: auto 0.375rem -0.625rem;
  }

  /* Off is the state to notice: the person is not heard. */
  .round.off {
    background: #f6eee8;
    color: #241a15;
  }

  .round.off:hover {
    background: #ffffff;
  }

  .round[aria-disabled='true'] {
    cursor: progress;
  }

  .spinner {
    position: absolute;
    inset: 0.125rem;
    width: auto;
    height: auto;
  }

  .badge {
    position: absolute;
    top: -0.25rem;
    right: -0.25rem;
    display: grid;
    place-items: center;
    width: 1.375rem;
    height: 1.375rem;
    border-radius: 50%;
    background: #ffc08a;
    color: #38230f;
    font-size: 0.875rem;
    font-weight: 800;
    line-height: 1;
  }
`;
