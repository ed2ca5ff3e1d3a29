// Says that it is in a chapter's package; but what looks like a comment ends earlier for the compiler, which
// finds JUnit's.
// kind: shadowing
// file: backpressure/buffers/ReflectionUtils.java
// base: skeleton
//\u000a package org.junit.platform.commons.util; /*
package backpressure.buffers; //*/

public final class ReflectionUtils {

    public static Object newInstance(Class<?> type, Object... arguments) {
        return null;
    }
}
