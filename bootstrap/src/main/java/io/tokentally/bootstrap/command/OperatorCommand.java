package io.tokentally.bootstrap.command;

import io.tokentally.adapter.persistence.access.AccessConfiguration;
import io.tokentally.application.port.out.access.OperatorLinks;
import io.tokentally.bootstrap.start.ApplicationAddress;
import io.tokentally.bootstrap.start.FirstOperator;
import io.tokentally.bootstrap.start.FirstOperator.WayIn;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.MembershipRefusedException;

/** {@code operator}: prints a link by which an operator of the installation takes a password. */
final class OperatorCommand implements Command {

    private static final String LOGIN = "--login";
    private static final String SECOND_FACTOR = "--second-factor";
    private static final String RESET = "reset";

    @Override
    public String name() {
        return "operator";
    }

    @Override
    public String description() {
        return "print a link by which the operator takes a new password (--login=ADDRESS, --second-factor=reset)";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {AccessConfiguration.class};
    }

    @Override
    public void run(CommandRun run) {
        run.requireOnly(LOGIN, SECOND_FACTOR);
        FirstOperator operators = new FirstOperator(run.bean(OperatorLinks.class));
        String login = run.option(LOGIN).map(OperatorCommand::address).orElseGet(operators::usualLogin);
        try {
            WayIn wayIn = operators.wayIn(login, withoutFactor(run));
            run.out().println("""
                    The operator %s chooses a password here, once and within a day:
                    %s""".formatted(
                    wayIn.login(),
                    wayIn.link().under(ApplicationAddress.ofLinks(run.context().getEnvironment()))));
        } catch (MembershipRefusedException e) {
            throw new CommandRefusedException(
                    "'%s' is the address of somebody who is no operator.".formatted(login),
                    "Give another, as in %s=operator@example.com.".formatted(LOGIN));
        }
    }

    private static boolean withoutFactor(CommandRun run) {
        String wanted = run.option(SECOND_FACTOR).orElse("");
        if (!wanted.isEmpty() && !wanted.equals(RESET)) {
            throw new CommandRefusedException(
                    "A second factor is not '%s'.".formatted(wanted),
                    "Give %s=%s to take it away, or leave it out.".formatted(SECOND_FACTOR, RESET));
        }
        return wanted.equals(RESET);
    }

    private static String address(String text) {
        try {
            return new EmailAddress(text).value();
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(
                    "'%s' is no e-mail address.".formatted(text),
                    "Give one, as in %s=operator@example.com.".formatted(LOGIN));
        }
    }
}
