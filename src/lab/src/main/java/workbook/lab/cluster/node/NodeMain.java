package workbook.lab.cluster.node;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * The main class of Kafka or of Flink, in a process that ends when its input does: so it can't outlive the lab, however
 * that one ends.
 */
public final class NodeMain {

    private static final int BROKEN = 3;

    private NodeMain() {
    }

    /** @param arguments the main class, then what it is to be told */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread guard = new Thread(NodeMain::endWithInput, "starter");
        guard.setDaemon(true);
        guard.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            Runtime.getRuntime().halt(BROKEN);
        }
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // nobody types anything that matters
            }
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(BROKEN);
    }
}
