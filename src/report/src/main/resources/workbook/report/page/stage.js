// The whole pipeline, in one row where there is room, else in several.

const ROW_TOP = 50;
const ROW_HEIGHT = 264;
const ENTRY = 24;
const SMALLEST = 0.8;
const SMALLEST_LIVE = 0.75; // with the lesson beside it

let stageUpdates = [];
let stageShape = '';

// How many buffers there are: they are drawn one by one.
const shapeAt = i => exchanges.map(each => `${at(each.senderBuffers, i)}+${at(each.receiverBuffers, i)}`).join();

function buildStage() {
    stageShape = shapeAt(current);
    const stage = byId('stage');
    const text = [stage.firstElementChild, stage.firstElementChild.nextElementSibling];
    stage.replaceChildren(...text);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const room = Math.max(300, stage.parentNode.clientWidth / rem - (stage.parentNode.clientWidth < 860 ? 29 : 41));
    const pieces = stagePieces();
    const rows = intoRows(pieces, room);
    const width = Math.max(room, ...rows.map(row => row.width));
    const height = ROW_TOP + (rows.length - 1) * ROW_HEIGHT + BOX_HEIGHT + 62;
    change(stage, {viewBox: `0 0 ${Math.ceil(width)} ${height}`});
    stageUpdates = [];
    rows.forEach((row, r) => {
        const y = ROW_TOP + r * ROW_HEIGHT;
        let x = rows.length > 1 ? 0 : (width - row.width) / 2;
        if (r > 0) stageUpdates.push(entry(stage, x, y, row.pieces[0]));
        x += r > 0 ? ENTRY : 0;
        const boxes = [];
        for (const piece of row.pieces) {
            stageUpdates.push(piece.view(stage, x, y));
            if (piece.task) boxes.push({task: piece.task, centre: x + boxWidth(piece.task) / 2});
            x += piece.width;
        }
        stageUpdates.push(
            pressure(
                stage,
                boxes,
                y + BOX_HEIGHT + 42,
                row.pieces.some(piece => piece.task === tasks[0]),
            ),
        );
    });
}

function stagePieces() {
    const pieces = [
        {
            width: KAFKA_WIDTH + ENTRY,
            view: (parent, x, y) => {
                const kafka = kafkaView(parent, x, y);
                const path = draw(
                    'path',
                    {d: `M${x + KAFKA_WIDTH + 3} ${y + 76}H${x + KAFKA_WIDTH + ENTRY - 5}`, class: 'flow'},
                    parent,
                );
                return i => {
                    kafka(i);
                    flow(path, at(tasks[0].recordsPerSecond, i));
                };
            },
        },
    ];
    tasks.forEach((task, k) => {
        const exchange = exchanges[k];
        pieces.push({
            task,
            width: boxWidth(task) + (exchange ? EXCHANGE_WIDTH : 0),
            view: (parent, x, y) => {
                const views = [taskView(parent, x, y, task)];
                if (exchange) views.push(exchangeView(parent, x + boxWidth(task), y, exchange, tasks[k + 1] || task));
                return i => views.forEach(view => view(i));
            },
        });
    });
    pieces.push({width: OUTLET_WIDTH, view: outletView});
    return pieces;
}

// One row, if it can be shown not much smaller than it is; else as many pieces in a row as fit.
function intoRows(pieces, room) {
    const total = pieces.reduce((sum, piece) => sum + piece.width, 0);
    const rows = [{pieces: [], width: 0}];
    for (const piece of pieces) {
        let row = rows[rows.length - 1];
        if (total * (run.live ? SMALLEST_LIVE : SMALLEST) > room && row.pieces.length && row.width + piece.width > room + 8) {
            row = {pieces: [], width: ENTRY};
            rows.push(row);
        }
        row.pieces.push(piece);
        row.width += piece.width;
    }
    return rows;
}

function entry(parent, x, y, piece) {
    const path = draw('path', {d: `M${x + 2} ${y + 76}H${x + ENTRY - 5}`, class: 'flow'}, parent);
    return i => flow(path, piece.task ? at(piece.task.recordsPerSecond, i) : at(columns.writtenPerSecond, i));
}

// An arrow from the task that others wait for to the first that waits.
function pressure(parent, boxes, y, named) {
    const group = draw('g', {}, parent);
    const arrow = draw(
        'path',
        {stroke: 'var(--ink)', 'stroke-width': 3.5, 'marker-end': 'url(#tip-pressure)', fill: 'none'},
        group,
    );
    const label = words(group, 0, y + 5, 13.5, 'pressure travels upstream', {...middle, ...strong, class: 'halo'});
    return i => {
        const waits = boxes.filter(each => backpressured(each.task, i) > 100);
        change(group, {visibility: waits.length ? 'visible' : 'hidden'});
        if (!waits.length) return;
        const to = waits[0].centre;
        const after = boxes[boxes.indexOf(waits[waits.length - 1]) + 1];
        const from = after ? after.centre : waits[waits.length - 1].centre + 190;
        change(arrow, {d: `M${from} ${y}H${to}`});
        change(label, {
            x: (from + to) / 2,
            y: from - to > 230 ? y + 5 : y + 20,
            visibility: named ? 'inherit' : 'hidden',
        });
    };
}

function showStage(i) {
    if (stageShape !== shapeAt(i)) buildStage();
    stageUpdates.forEach(update => update(i));
    const parts = tasks.map((task, k) => taskInWords(task, i) + exchangeInWords(exchanges[k], i));
    write(
        byId('stage-text'),
        `At ${time(second[i])}: Kafka lag ${grouped(lag(i))} records. ${parts.join('. ')}.` +
            ` Postgres: ${grouped(at(where.written, i))} rows.`,
    );
}

function taskInWords(task, i) {
    const share = name => percent(at(task[name], i));
    return (
        `${task.label}: ${state(task, i)}, busy ${share('busy')}, backpressured ${share('backpressured')}` +
        ` (soft ${share('softBackpressured')}, hard ${share('hardBackpressured')}), idle ${share('idle')},` +
        ` ${rate(at(task.recordsPerSecond, i))} records per second`
    );
}

function exchangeInWords(exchange, i) {
    if (!exchange) return '';
    const value = name => at(exchange[name], i);
    const sender = `; then ${value('senderBuffersUsed')} of ${value('senderBuffers')} output buffers in use`;
    if (value('receiverBuffers') === 0) return sender;
    return (
        `${sender}, ${value('credit')} credits,` +
        ` ${value('receiverBuffersUsed')} of ${value('receiverBuffers')} input buffers in use`
    );
}
