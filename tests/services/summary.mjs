// node summary.mjs <results folder> <project>…
// Prints every failure in full, every skip with its reason, a line for each project, and the totals as the last line.
// Exits with 1 when something failed, when a project ended without results, and when no test ran at all.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...projects] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const skips = [];
const lines = [];

for (const project of projects) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    try {
        const { results } = JSON.parse(readFileSync(join(folder, `${project}.ctrf.json`), 'utf8'));
        for (const test of results.tests) {
            if (test.status === 'passed') counts.passed++;
            else if (test.status === 'skipped') {
                counts.skipped++;
                skips.push(`skipped ${test.name}: ${test.extra?.reason ?? test.message ?? 'no reason given'}`);
            } else if (test.status === 'failed') {
                counts.failed++;
                console.log(`FAILED ${test.name}\n${test.message ?? ''}\n${test.trace ?? ''}\n`);
            }
        }

        // What failed outside any test: a fixture that could not be disposed of, for instance.
        const outside = results.summary.failed + results.summary.other - counts.failed;
        const exit = exitCode(project);
        if (counts.failed === 0 && exit !== 0) {
            counts.failed += Math.max(1, outside);
            console.log(`FAILED ${project}: exit code ${exit} without a failed test. Its output:\n${log(project)}\n`);
        }

        lines.push(`${project}: ${sentence(counts)}, ${((results.summary.stop - results.summary.start) / 1000).toFixed(1)} s`);
    } catch (error) {
        counts.failed++;
        console.log(`FAILED ${project}: ended with exit code ${exitCode(project)} and no readable results (${error.message}). Its output:\n${log(project)}\n`);
        lines.push(`${project}: no results`);
    }

    for (const key of Object.keys(total)) total[key] += counts[key];
}

for (const line of [...skips, ...lines]) console.log(line);
if (total.passed + total.failed === 0) console.log('No test ran.');
console.log(sentence(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function sentence({ passed, failed, skipped }) {
    return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function exitCode(project) {
    return Number(readFileSync(join(folder, `${project}.exit`), 'utf8'));
}

function log(project) {
    return readFileSync(join(folder, `${project}.log`), 'utf8');
}
