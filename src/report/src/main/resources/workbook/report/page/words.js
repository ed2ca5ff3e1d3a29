// Numbers and moments in words, as the terminal writes them.

// Many times faster than toLocaleString.
const grouped = number => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',');
const rate = number => (Math.abs(number) < 10 && number !== Math.round(number) ? number.toFixed(1) : grouped(number));
const percent = millis => Math.round(millis / 10) + '%';
const thousands = number =>
    number >= 1e6 ? number / 1e6 + 'M' : number >= 1000 ? number / 1000 + 'k' : String(number);
const time = seconds => (Number.isInteger(seconds) ? seconds + ' s' : seconds.toFixed(1) + ' s');
const several = names =>
    names.length < 2 ? names.join('') : names.slice(0, -1).join(', ') + ' and ' + names[names.length - 1];
const signed = number => (number < 0 ? '−' : '+') + grouped(Math.abs(number));

function duration(seconds) {
    if (!isFinite(seconds)) return 'never';
    if (seconds < 90) return Math.round(seconds) + ' s';
    if (seconds < 7200) return Math.floor(seconds / 60) + ' min ' + Math.round(seconds % 60) + ' s';
    return Math.round(seconds / 3600) + ' h';
}

// Which tasks wait, and who makes them.
function sentence(i) {
    const waits = tasks.filter(task => backpressured(task, i) > 100).map(task => task.name);
    const cause = at(columns.bottleneck, i);
    const growth = at(columns.lagPerSecond, i);
    const hasLag = lag(i) > Math.max(1, settings.inPerSecond / 100);
    if (at(columns.produced, i) === 0) return 'Nothing has arrived yet.';
    if (!waits.length) {
        if (cause !== 'none') return `${cause} works all the time; what it doesn't get done waits in Kafka.`;
        if (hasLag)
            return growth < 0 ? `Nobody waits for a buffer. Kafka's backlog shrinks.` : 'Nobody waits for a buffer.';
        const full = tasks.find(task => at(task.busy, i) >= 950);
        return full
            ? `${full.name} works all the time, and its input fills up. Nobody above has noticed yet.`
            : 'All tasks keep up.';
    }
    const who = `${several(waits)} ${waits.length === 1 ? 'waits' : 'wait'} for buffers`;
    if (!hasLag)
        return `${who}. Kafka doesn't feel it yet: ${grouped(at(where.inExchanges, i))} records are in the buffers.`;
    if (growth < 0) return `${who} part of the time; Kafka's backlog shrinks by ${grouped(-growth)} every second.`;
    if (cause !== 'none') return `${who}: ${cause} is too slow for what arrives. The rest piles up in Kafka.`;
    return tasks.some(task => at(task.busy, i) >= 500) ? `${who}.` : `${who}, and no task works: who should free them?`;
}
