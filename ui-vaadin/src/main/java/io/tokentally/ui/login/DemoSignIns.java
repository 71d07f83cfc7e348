package io.tokentally.ui.login;

import java.util.List;

/** The sign-ins that the demo invites to; a bean of this type makes the sign-in page show them. */
public record DemoSignIns(List<DemoSignIn> signIns) {

    public DemoSignIns {
        signIns = List.copyOf(signIns);
    }

    /**
     * One account of the demo.
     *
     * @param description what there is to see with it, for instance {@code Admin of Acme}
     */
    public record DemoSignIn(String login, String password, String description) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "DemoSignIn[" + login + "]";
        }
    }
}
