import { css } from 'lit';

export const lobbyStyles = css`
  .message {
    display: grid;
    gap: 0.125rem;
    padding: 0.875rem 1rem;
    border-radius: var(--_radius);
    background: var(--_raised);
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
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-height: 3.5rem;
    color: var(--_faint);
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
