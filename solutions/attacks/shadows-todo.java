// Brings a Todo of its own that is never remembered.
// kind: shadowing
// file: workbook/world/Todo.java
// base: skeleton
package workbook.world;

public final class Todo extends RuntimeException {

    public Todo(String task) {
    }

    public static java.util.Optional<Todo> reached() {
        return java.util.Optional.empty();
    }

    public static void forget() {
    }
}
