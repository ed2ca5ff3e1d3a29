// The run that is shown: as Java wrote it, or as it grows. Its samples come as columns: a list of values, or one value if
// it never changes.

const byId = id => document.getElementById(id);
let run = null;
let columns = null;
let settings = null;
let second = [];
let count = 0;
let last = -1;
let tasks = [];
let exchanges = [];
let where = null;

const at = (column, i) => (Array.isArray(column) ? column[i] : column);

// From now on it is this one.
function use(given) {
    run = given;
    columns = run.columns;
    settings = run.settings;
    where = columns.whereabouts;
    tasks = Object.keys(columns.tasks).map((name, k) => ({
        name,
        label:
            settings.tasks[k] && settings.tasks[k].parallelism > 1 ? `${name} ×${settings.tasks[k].parallelism}` : name,
        ...columns.tasks[name],
    }));
    const names = Object.keys(columns.exchanges);
    exchanges = names.map((name, k) => ({
        name,
        before: tasks[k + 1] ? tasks[k + 1].name : name,
        colour: `var(--d${1 + Math.min(2, Math.floor((3 * k) / Math.max(1, names.length)))})`,
        ...columns.exchanges[name],
    }));
    measure();
}

// Anew, when it has grown.
function measure() {
    second = columns.second;
    count = second.length;
    last = count - 1;
}

// At the very start no time has passed in which a task could have done anything.
function restAtTheStart() {
    for (const task of tasks) {
        for (const share of ['busy', 'backpressured', 'softBackpressured', 'hardBackpressured', 'idle']) {
            if (Array.isArray(task[share]) && second[0] === 0)
                task[share] = [share === 'idle' ? 1000 : 0, ...task[share].slice(1)];
        }
    }
}

const inSink = i => at(where.inBatch, i) + at(where.inSocket, i) + at(where.inTransaction, i);
const inTasks = i => at(where.fetched, i) + at(where.inTasks, i);
const lag = i => at(columns.lag, i);
const backpressured = (task, i) => at(task.backpressured, i);

// Arrived, and neither written nor filtered out.
const waiting = i => at(columns.produced, i) - at(where.written, i) - at(where.filteredOut, i);

// The first sample that isn't before a second.
function sampleAt(time) {
    const i = second.findIndex(each => each >= time);
    return i < 0 ? last : i;
}

const event = name => run.events.find(each => each.name === name);

// What Flink's Web UI would call it, and a word for what a task mostly does.
const level = millis => (millis > 500 ? 'HIGH' : millis > 100 ? 'LOW' : 'OK');
function state(task, i) {
    const back = backpressured(task, i);
    const busy = at(task.busy, i);
    if (back > 500) return 'backpressured';
    if (busy >= 950) return 'busy';
    if (back > 100) return 'backpressured';
    return busy >= 500 ? 'busy' : 'idle';
}
