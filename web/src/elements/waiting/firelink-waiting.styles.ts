import { css } from 'lit';

export const waitingStyles = css`
  label {
    display: block;
    margin-bottom: 0.375rem;
    font-weight: 600;
  }

  .link {
    display: grid;
    gap: 0.75rem;
    padding: 1.25rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-large);
    background: var(--_surface);
  }

  .link .button {
    flex: 1 1 9rem;
  }

  .note {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 1.5rem;
    font-size: 0.9375em;
  }

  .note svg {
    color: var(--_accent);
  }

  /* Two buttons side by side where there is room; what they bring has a row of its own. */
  .more > * {
    flex: 1 1 9rem;
  }

  .more > [open] {
    flex-basis: 100%;
  }

  /* Breathing, not turning: nothing is being worked at, one waits. */
  .pulse {
    display: inline-block;
    width: 0.6em;
    height: 0.6em;
    margin-inline-end: 0.15em;
    border-radius: 50%;
    background: var(--_accent);
    animation: breathe 2.4s ease-in-out infinite;
  }

  @keyframes breathe {
    50% {
      opacity: 0.25;
      scale: 0.8;
    }
  }
`;
