// `npm start`: checks the incident that danglint was created from, or whatever project is named.
import { existsSync } from 'node:fs';
import { main } from '../dist/cli/main.js';

const INCIDENT = 'fixtures/incident-typescript';
const args = process.argv.slice(2);
const namesSomething = args.some((argument) => !argument.startsWith('-') && existsSync(argument));
const code = await main(namesSomething ? args : [...args, INCIDENT]);
process.exitCode ??= code;
