/**
 * What `firebase deploy` runs before it uploads the page with firebase.json as it is: that file can't know which assets a
 * build has, and where a project's functions are. `npm run deploy` writes one that does, without this hook.
 */
console.error('Deploy the page with `npm run deploy`: it builds it and completes its headers (README, Deploy).');
process.exit(1);
