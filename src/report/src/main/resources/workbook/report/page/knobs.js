// What can be changed while it runs.

const RATES = [10, 20, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000];
const bytes = number => (number >= 1024 ? `${number / 1024} KiB` : `${number} B`);
const perSecond = number => `${grouped(number)}/s`;
const knobs = [
    {name: 'inPerSecond', label: 'Input rate', values: RATES, text: perSecond},
    {name: 'outPerSecond', label: 'Postgres rate', values: RATES, text: perSecond},
    {
        name: 'bufferBytes',
        label: 'Buffer size',
        values: [256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072],
        text: bytes,
    },
    {name: 'exclusiveBuffers', label: 'Exclusive buffers', values: [1, 2, 3, 4, 6, 8, 12, 16], text: String},
    {name: 'floatingBuffers', label: 'Floating buffers', values: [0, 1, 2, 4, 8, 16, 32], text: String},
];
const DEFAULTS = {
    inPerSecond: 1000,
    outPerSecond: 100,
    bufferBytes: 32768,
    exclusiveBuffers: 2,
    floatingBuffers: 8,
    chain: 'none',
    mapSlowed: false,
    stalled: false,
};
let controls = {};
let sending = false;
let unsent = null;

function buildKnobs() {
    for (const knob of knobs) {
        const item = document.createElement('div');
        item.className = 'knob';
        const label = document.createElement('label');
        label.htmlFor = knob.name;
        label.textContent = knob.label;
        knob.value = document.createElement('output');
        knob.value.htmlFor = knob.name;
        knob.input = document.createElement('input');
        Object.assign(knob.input, {type: 'range', id: knob.name, min: 0, max: knob.values.length - 1, step: 1});
        item.append(label, knob.value, knob.input);
        byId('sliders').append(item);
        knob.input.addEventListener('input', () => {
            const value = knob.values[Number(knob.input.value)];
            showKnob(knob, value);
            set({[knob.name]: value});
        });
    }
    byId('chain').addEventListener('change', () => set({chain: byId('chain').value}));
    byId('speed').addEventListener('change', () => set({speed: Number(byId('speed').value)}));
    byId('stall').addEventListener('click', () => set({stalled: !controls.stalled}));
    byId('slow').addEventListener('click', () => set({mapSlowed: !controls.mapSlowed}));
    byId('step').addEventListener('click', () => tell({do: 'step'}));
    byId('reset').addEventListener('click', () => tell({do: 'reset'}));
    byId('defaults').addEventListener('click', () => set(DEFAULTS));
    byId('now').addEventListener('click', () => choose(last));
}

function showKnob(knob, value) {
    write(knob.value, knob.text(value));
    knob.input.setAttribute('aria-valuetext', knob.text(value));
}

function showKnobs(now) {
    controls = now;
    if (sending || unsent) return; // newer ones are on their way
    for (const knob of knobs) {
        const nearest = knob.values.findIndex(value => value >= now[knob.name]);
        knob.input.value = nearest < 0 ? knob.values.length - 1 : nearest;
        showKnob(knob, now[knob.name]);
    }
    byId('chain').value = now.chain;
    byId('speed').value = now.speed;
    write(byId('stall'), now.stalled ? 'Let the database go on' : 'Stall the database');
    byId('stall').classList.toggle('on', now.stalled);
    write(byId('slow'), now.mapSlowed ? 'Let the map be fast' : 'Slow the map (50/s)');
    byId('slow').classList.toggle('on', now.mapSlowed);
}

// While one change is on its way, the next ones become one.
async function set(changes) {
    unsent = {...unsent, ...changes};
    if (sending) return;
    sending = true;
    while (unsent) {
        const now = unsent;
        unsent = null;
        await tell({do: 'set', controls: now});
    }
    sending = false;
}

async function tell(command) {
    try {
        const answer = await fetch('do', {
            method: 'POST',
            headers: {'Content-Type': 'application/json'},
            body: JSON.stringify(command),
        });
        if (!answer.ok) notice('refused', 'The command refused that.', await answer.text(), {passing: true});
    } catch {
        // that nobody is there any more is said elsewhere
    }
}
