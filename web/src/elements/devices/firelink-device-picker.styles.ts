import { css } from 'lit';

export const devicePickerStyles = css`
  :host {
    display: inline-block;
  }

  dialog {
    width: min(24rem, 100% - 2rem);
    padding: 0;
    border: 0;
    border-radius: var(--_radius-large);
    background: var(--_surface);
    color: var(--_ink);
    box-shadow: var(--_shadow);
    font-size: 1rem;
    text-align: start;
    zoom: var(--_zoom);
  }

  dialog::backdrop {
    background: rgb(14 11 10 / 55%);
  }

  .panel {
    display: grid;
    gap: 0.25rem;
    padding: 1.25rem;
  }

  h2 {
    margin: 0 0 0.5rem;
    font-size: 1.25rem;
  }

  label {
    font-size: 0.9375rem;
    font-weight: 600;
  }

  .check {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    min-height: var(--_target);
    margin-bottom: 0.5rem;
    cursor: pointer;
  }

  .check input {
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
    accent-color: var(--_accent);
  }

  .field {
    margin-bottom: 0.75rem;
  }
`;
