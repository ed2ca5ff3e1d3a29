// Brings a class that looks like BufferPoolTest, with a Cyrillic letter.
// kind: shadowing
// file: backpressure/buffers/Homoglyph.java
// base: skeleton
package backpressure.buffers;

class \u0412ufferPoolTest {

    static {
        S\u0443stem.exit(0);
    }

    static final class S\u0443stem {

        static void exit(int code) {
            Runtime.getRuntime().exit(code);
        }
    }
}
