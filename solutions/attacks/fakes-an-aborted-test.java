// Throws what JUnit takes for a test that doesn't apply.
// kind: faked failure
// file: org/opentest4j/TestAbortedException.java
// base: skeleton
package org.opentest4j;

public class TestAbortedException extends RuntimeException {

    public TestAbortedException() {
        throw this;
    }
}
