package workbook.lab.mine;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** For what a student's parts print: so much of it, and no more. */
final class FewWords extends OutputStream {

    private static final int MOST_BYTES = 20_000;

    private final PrintStream to;
    private int left = MOST_BYTES;

    private FewWords(PrintStream to) {
        this.to = to;
    }

    /** From now on, standard output and standard error are of that kind. */
    static void only() {
        System.setOut(new PrintStream(new FewWords(System.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FewWords(System.err), true, StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        if (left > 0) {
            to.write(bytes, from, Math.min(left, length));
            left -= length;
            if (left <= 0) {
                to.print(System.lineSeparator() + "(Your parts print more than " + MOST_BYTES
                        + " bytes: the rest isn't shown.)" + System.lineSeparator());
            }
            to.flush();
        }
    }
}
