// Whose parts they are, the lesson, and the state of the tests.

const MARKS = {passing: '✓', failing: '✗', 'to do': '·', 'cannot be judged': '?'};

function element(name, className, text) {
    const each = document.createElement(name);
    if (className) each.className = className;
    if (text !== undefined) each.textContent = text;
    return each;
}

function showWhose({sentence, reasons, doing}) {
    write(byId('whose'), sentence);
    byId('reasons').replaceChildren(...reasons.map(each => element('li', '', each)));
    write(byId('doing'), doing);
}

// Its HTML is made by the command, which lets nothing through but text and its markup.
function showLesson({chapter, chapters, html}) {
    byId('chapter').replaceChildren(
        ...chapters.map(each => {
            const option = element('option', '', each.title);
            option.value = each.code;
            return option;
        }),
    );
    byId('chapter').value = chapter;
    byId('lesson').innerHTML = html;
    byId('lesson').parentNode.scrollTop = 0;
}

function showTests({chapter, doing, problem, tasks: all}) {
    write(byId('tests-doing'), doing);
    if (doing === 'checking …' && byId('tasks').dataset.chapter === chapter) return; // what is there stays for now
    const open = new Set([...byId('tasks').querySelectorAll('details[open]')].map(each => each.dataset.task));
    byId('tests-problem').hidden = !problem;
    write(byId('tests-problem'), problem || '');
    byId('tasks').dataset.chapter = chapter;
    byId('tasks').replaceChildren(...all.map(task => taskItem(task, open.has(task.task))));
}

function taskItem(task, isOpen) {
    const item = element('li', 'task ' + task.verdict.replaceAll(' ', '-'));
    const title = [
        element('span', 'mark', MARKS[task.verdict]),
        element('span', 'number', task.task),
        element('span', 'title', task.title),
        element('span', 'verdict', task.verdict),
    ];
    const told = task.tests.filter(test => test.message && test.verdict !== 'passing');
    if (!told.length) {
        const row = element('div', 'row-of-task');
        row.append(...title);
        item.append(row);
        return item;
    }
    const details = element('details');
    details.dataset.task = task.task;
    details.open = isOpen;
    const summary = element('summary', 'row-of-task');
    summary.append(...title);
    details.append(summary);
    for (const test of told) {
        details.append(element('p', 'test-name', `${MARKS[test.verdict]} ${test.name}`));
        details.append(element('p', 'test-message', test.message));
    }
    item.append(details);
    return item;
}

function listenBeside() {
    byId('chapter').addEventListener('change', () => tell({do: 'chapter', chapter: byId('chapter').value}));
    byId('check').addEventListener('click', () => tell({do: 'check'}));
}
