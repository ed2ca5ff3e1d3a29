// A task's colour, as in Flink's Web UI: from idle to busy to backpressured; and a colour to write on it.

let palette = {};

function readPalette() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ['idle', 'busy', 'back']) {
        const hex = style.getPropertyValue('--' + name).trim();
        palette[name] = [1, 3, 5].map(k => parseInt(hex.slice(k, k + 2), 16));
    }
}

const mix = (from, to, part) => from.map((value, k) => value + (to[k] - value) * part);
const colourOf = (task, i) =>
    mix(mix(palette.idle, palette.busy, at(task.busy, i) / 1000), palette.back, backpressured(task, i) / 1000);
const css = colour => `rgb(${colour.map(Math.round).join(',')})`;

function luminance(colour) {
    const [r, g, b] = colour
        .map(value => value / 255)
        .map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const inkOn = colour => (luminance(colour) > 0.18 ? '#0b0f14' : '#ffffff');
