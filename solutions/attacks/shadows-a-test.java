// Brings a test class of its own, with a test of the same name that asks nothing.
// kind: shadowing
// file: backpressure/buffers/BufferPoolTest.java
// base: skeleton
package backpressure.buffers;

public class BufferPoolTest {

    void aPoolLendsWhatItOwns() {
    }
}
