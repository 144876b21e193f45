import { css } from 'lit';

export const lobbyStyles = css`
  .message {
    display: grid;
    gap: 0.125rem;
    padding: 0.875rem 1rem;
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  .message .button {
    margin-top: 0.5rem;
  }

  .message.problem {
    background: var(--_warning-ground);
  }

  .message.problem strong {
    color: var(--_warning);
  }

  .seen {
    min-height: 1.5em;
  }

  .opening {
    margin: 0;
  }

  .actions {
    margin-top: 0.5rem;
  }

  .actions .primary {
    flex: 2 1 12rem;
  }

  .actions .button {
    min-height: 3.5rem;
  }
`;
