package workbook.command;

/**
 * What the doctor says of one thing.
 *
 * @param what {@code "JDK"}
 * @param found {@code "17.0.15, /usr/lib/jvm/java-17"}, or what is wrong
 * @param mend the command that mends it, or what else to do; empty if there is nothing to mend
 */
record Finding(State state, String what, String found, String mend) {

    /** How bad it is. */
    enum State {
        WELL, REMARKABLE, WRONG
    }

    static Finding well(String what, String found) {
        return new Finding(State.WELL, what, found, "");
    }

    static Finding remarkable(String what, String found, String mend) {
        return new Finding(State.REMARKABLE, what, found, mend);
    }

    static Finding wrong(String what, String found, String mend) {
        return new Finding(State.WRONG, what, found, mend);
    }
}
