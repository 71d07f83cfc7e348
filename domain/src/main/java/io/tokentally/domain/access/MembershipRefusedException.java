package io.tokentally.domain.access;

import java.util.Arrays;
import java.util.Optional;

/** A membership, an invitation or an account cannot be changed so. The message says why, fit for the person who tried. */
public final class MembershipRefusedException extends RuntimeException {

    private static final long serialVersionUID = 2L;

    /** Why. What the database answers with is the reason's name in lower case. */
    public enum Reason {
        OWNER_ONLY(OwnerAction.MANAGE_MEMBERS.refusal()),
        OPERATOR_ONLY("Only an operator of the installation may do that."),
        LAST_OWNER("Somebody must stay owner. Make another member an owner first."),
        NO_SUCH_MEMBER("There is no such member in the organization. Load the list again."),
        ALREADY_MEMBER("This person belongs to the organization already."),
        NAMED_AS_SERVICE(
                "A service of the organization is called as this account is, so that their calls could not be told"
                        + " apart. Ask whoever runs this installation for another account."),
        NOT_YOURS_TO_RESET("This account is not your organization's alone, so its password is not yours to reset. The"
                + " person can change it, or ask whoever runs this installation."),
        NOT_YOURS_TO_CLOSE("This account is not your organization's alone, so it is not yours to close. You can remove"
                + " the person from your organization."),
        OWN_SECOND_FACTOR_FIRST(
                "Set up a second factor of your own first, on the page of your account. Then require one of"
                        + " everybody."),
        OWN_SECOND_FACTOR("Change your own second factor on the page of your account."),
        NO_SECOND_FACTOR("This person has no second factor. Load the list again."),
        SECOND_FACTOR_NOT_YOURS(
                "This account is not your organization's alone, so its second factor is not yours to reset."
                        + " The person can ask whoever runs this installation."),
        NO_SUCH_KEY("There is no such key to decide about. Load the list again."),
        TOO_MANY_INVITATIONS("There are too many open invitations. Revoke some that nobody needs any more."),
        INVITED_TOO_OFTEN("Five invitations went to this address today. Wait a day before you send another."),
        NO_SUCH_INVITATION("There is no such invitation. Ask whoever invited you for a new link."),
        INVITATION_ACCEPTED("This invitation has been accepted already. Sign in."),
        INVITATION_DECLINED("This invitation has been declined. Ask whoever invited you for a new link."),
        INVITATION_REVOKED("This invitation has been withdrawn. Ask whoever invited you for a new link."),
        INVITATION_EXPIRED("This invitation has expired. Ask whoever invited you for a new link."),
        INVITATION_FOR_ANOTHER("This invitation is for another address. Sign in with the address that it is for."),
        ADDRESS_TAKEN("There is an account with this address already. Sign in to it to accept."),
        ADDRESS_NOT_POSSIBLE("This address holds a character that nobody can see. Type it anew."),
        NO_SUCH_RESET("This link has been used or has expired. Ask for a new one."),
        NO_SUCH_CONFIRMATION("This link confirms nothing any more. Ask for a new one on the page of your account."),
        TOO_MANY_TRIES("You have tried too many links. Try again in ten minutes."),
        NO_SUCH_ACCOUNT("There is no such account."),
        OPERATOR_BELONGS_NOWHERE("Operators of the installation belong to no organization. Use another account."),
        ORGANIZATION_EXISTS("There is an organization with this id already. Choose another."),
        ORGANIZATION_HAS_OWNER("Somebody owns this organization already. Ask them to invite others."),
        NO_SUCH_ORGANIZATION("There is no such organization. Load the list again."),
        ACCOUNT_CLOSED("This account is closed."),
        NAME_NOT_POSSIBLE("This name is not possible. Choose another.");

        private final String message;

        Reason(String message) {
            this.message = message;
        }

        static Optional<Reason> ofCode(String code) {
            return Arrays.stream(values())
                    .filter(reason -> reason.name().equalsIgnoreCase(code))
                    .findFirst();
        }
    }

    private final Reason reason;

    public MembershipRefusedException(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    /** @param message says more than the reason does, and what to do */
    public MembershipRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** @throws IllegalArgumentException if no reason is called so */
    public static MembershipRefusedException ofCode(String code) {
        return new MembershipRefusedException(Reason.ofCode(code)
                .orElseThrow(() -> new IllegalArgumentException("No refusal is called '%s'".formatted(code))));
    }

    public Reason reason() {
        return reason;
    }
}
