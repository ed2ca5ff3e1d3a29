// Brings a Math and an Override in the chapter's package, which the tests would take for Java's.
// kind: shadowing
// file: backpressure/buffers/Math.java
// base: skeleton
package backpressure.buffers;

public final class Math {

    public static int min(int a, int b) {
        return 0;
    }

    public static int max(int a, int b) {
        return 0;
    }
}
