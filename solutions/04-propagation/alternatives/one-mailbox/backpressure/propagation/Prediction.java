package backpressure.propagation;

import java.util.LinkedList;
import java.util.List;

/** A prediction that counts step by step what the formulas say in one. */
public final class Prediction {

    private Prediction() {
    }

    public static int room(int senderBuffers, int receiverBuffers, int bufferBytes, int recordBytes) {
        int perBuffer = 0;
        for (int used = 4 + recordBytes; used <= bufferBytes; used += 4 + recordBytes) {
            perBuffer++;
        }
        int room = 1;
        for (int full = 1; full < senderBuffers + receiverBuffers; full++) {
            room += perBuffer;
        }
        return room;
    }

    public static double secondsUntilBackpressured(int exchanges, int room, double inPerSecond, double slowPerSecond) {
        double seconds = 0;
        for (int exchange = 0; exchange < exchanges; exchange++) {
            seconds += room / (inPerSecond - slowPerSecond);
        }
        return seconds;
    }

    public static List<String> turnBackpressured(List<String> tasks, String slow) {
        LinkedList<String> turned = new LinkedList<>();
        for (String task : tasks) {
            if (task.equals(slow)) {
                break;
            }
            turned.addFirst(task);
        }
        return turned;
    }

    public static double secondsToRecover(double slowSeconds, double inPerSecond, double slowPerSecond,
            double fastPerSecond) {
        double piledUp = slowSeconds * inPerSecond - slowSeconds * slowPerSecond;
        double gainedPerSecond = fastPerSecond - inPerSecond;
        return piledUp / gainedPerSecond;
    }
}
