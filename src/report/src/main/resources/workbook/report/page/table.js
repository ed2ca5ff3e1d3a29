// The same facts as a table, for some of the moments; made when it is first looked at.

const MOST_ROWS = 121;
let tableRows = [];

function cell(row, kind, text, scope) {
    const each = document.createElement(kind);
    each.textContent = text;
    if (scope) each.scope = scope;
    row.append(each);
}

function buildTable() {
    if (tableRows.length) return;
    const table = byId('table');
    const head = table.createTHead().insertRow();
    [
        'second',
        'produced',
        'lag',
        ...tasks.flatMap(task => [`${task.label} /s`, 'busy', 'soft', 'hard', 'idle']),
        ...exchanges.map(each => each.name),
        'sink, socket',
        'written',
    ].forEach(name => cell(head, 'th', name, 'col'));
    const body = table.createTBody();
    const step = Math.max(1, Math.ceil(count / MOST_ROWS));
    for (let i = 0; i < count; i += step) {
        const row = body.insertRow();
        cell(row, 'th', time(second[i]), 'row');
        cell(row, 'td', grouped(at(columns.produced, i)));
        cell(row, 'td', grouped(lag(i)));
        for (const task of tasks) {
            cell(row, 'td', rate(at(task.recordsPerSecond, i)));
            for (const share of ['busy', 'softBackpressured', 'hardBackpressured', 'idle'])
                cell(row, 'td', percent(at(task[share], i)));
        }
        exchanges.forEach(each => cell(row, 'td', grouped(at(each.records, i))));
        cell(row, 'td', grouped(inSink(i)));
        cell(row, 'td', grouped(at(where.written, i)));
        tableRows.push({i, row});
    }
    showTable(current);
}

// It is made anew when it is next looked at.
function forgetTable() {
    byId('table').replaceChildren();
    tableRows = [];
}

function showTable(i) {
    if (!tableRows.length || !byId('numbers').open) return;
    const now = tableRows.reduce((best, each) => (each.i <= i ? each : best), tableRows[0]);
    if (now.row.hasAttribute('aria-current')) return;
    tableRows.forEach(each => each.row.removeAttribute('aria-current'));
    now.row.setAttribute('aria-current', 'true');
}
