package backpressure.credits;

import static backpressure.credits.TestMessages.SIZE;
import static backpressure.credits.TestMessages.bufferOf;
import static backpressure.credits.TestMessages.data;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;

@ChapterTest
class CreditsShow {

    private final CreditedSender sender = new CreditedSender();
    private FloatingBuffers floating;
    private CreditedReceiver receiver;
    private final StringBuilder table = new StringBuilder();

    @Test
    @Tag("see")
    @DisplayName("the credit of a slow receiver, message by message, down to 0")
    void creditGoesDownToZero() {
        floating = new FloatingBuffers(8, SIZE);
        receiver = new CreditedReceiver(2, SIZE, floating);
        table.append("""

                A receiver that reads nothing at first: 2 exclusive buffers, 8 floating.
                The sender has 14 buffers to send.

                                             sender     |  receiver  |    gate
                                         waits   credit |   in use   |  floating free
                  -------------------------------------------------------------------
                """);
        for (int i = 1; i <= 14; i++) {
            sender.add(data("record " + i));
        }
        announce();
        row("first credit");
        int sent = sendAll(0);
        row("(nothing goes)");
        for (int i = 1; i <= 2; i++) {
            bufferOf(receiver.poll()).recycle();
            announce();
            row("data " + i + " is read");
            sent = sendAll(sent);
        }
        row("(nothing goes)");
        table.append("  And so on: for each buffer that is read, one more goes.\n");
        System.out.println(table);
    }

    private int sendAll(int before) {
        int sent = before;
        for (Optional<Message> message = sender.poll(); message.isPresent(); message = sender.poll()) {
            sent++;
            receiver.onMessage(message.get());
            announce();
            row("data " + sent + ", backlog " + ((Message.Data) message.get()).backlog());
        }
        return sent;
    }

    private void announce() {
        int credit = receiver.takeCredit();
        if (credit > 0) {
            sender.addCredit(credit);
        }
    }

    private void row(String what) {
        table.append(String.format(Locale.ROOT, "  %-22s %5d %8d |%7d     |%9d%n", what,
                sender.backlog(), sender.credit(), receiver.buffersInUse(), floating.available()));
    }
}
