import './firelink-app.ts';
