using System.Net.Sockets;
using System.Security.Authentication;
using Rollcall.Core.Delivery.Egress;

namespace Rollcall.Core.Delivery.Wire;

/// <summary>Tells from what was thrown why a request has no answer.</summary>
internal static class SendFailure
{
    /// <summary>The answer to a request whose address is none.</summary>
    public static Answer BadAddress { get; } =
        new()
        {
            Kind = AnswerKind.CannotConnect,
            Sent = false,
            Detail = "its address is not a valid http or https one",
        };

    /// <summary>Whether the network or the destination is the cause; anything else is a fault of ours and is thrown on.</summary>
    public static bool IsExpected(Exception failure) =>
        failure
            is HttpRequestException
                or IOException
                or OperationCanceledException
                or SocketException
                or AuthenticationException
                or InvalidDataException;

    /// <summary>The answer that a failure amounts to.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="content">Knows what was sent.</param>
    /// <param name="late">Whether the deadline had passed: then whatever was thrown comes of that.</param>
    public static Answer Of(Exception failure, RequestContent content, bool late)
    {
        var (kind, detail) = late
            ? (AnswerKind.TimedOut, content.Started ? "it was sent" : "no connection was made")
            : Cause(failure, content.Started);
        return new Answer
        {
            Kind = kind,
            Sent = content.Started,
            BytesSent = content.Written,
            Detail = detail,
        };
    }

    private static (AnswerKind Kind, string Detail) Cause(Exception failure, bool started)
    {
        if (Find<AddressNotAllowedException>(failure) is { } refused)
        {
            return (AnswerKind.AddressNotAllowed, refused.Message);
        }
        if (Find<AuthenticationException>(failure) is { } identity)
        {
            return (AnswerKind.Tls, TlsWords(identity.Message));
        }
        if (failure is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
        {
            return (AnswerKind.ResponseTooLarge, "more than 32 KiB");
        }
        return started ? (AnswerKind.Dropped, AfterSending(failure)) : BeforeSending(failure);
    }

    private static (AnswerKind Kind, string Detail) BeforeSending(Exception failure) =>
        Find<SocketException>(failure) is { } socket ? (AnswerKind.CannotConnect, SocketWords(socket))
        : Find<TimeoutException>(failure) is not null ? (AnswerKind.CannotConnect, "no connection was made in time")
        : failure is OperationCanceledException ? (AnswerKind.Dropped, "it was abandoned before it was sent")
        : failure is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            ? (AnswerKind.Dropped, "the server hung up before the connection was secure")
        : (AnswerKind.CannotConnect, failure.Message);

    private static string AfterSending(Exception failure) =>
        failure switch
        {
            OperationCanceledException => "it was abandoned",
            InvalidDataException => "the answer's compression was broken",
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "the answer was not HTTP",
            _ when Find<SocketException>(failure) is { } socket => SocketWords(socket),
            _ => "the server hung up",
        };

    private static string SocketWords(SocketException socket) =>
        socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.ConnectionReset => "connection reset",
            SocketError.HostNotFound or SocketError.NoData => "no such host",
            SocketError.TryAgain => "the host's name could not be looked up",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => "no way to the host",
            SocketError.TimedOut => "no connection was made in time",
            _ => socket.Message,
        };

    private static string TlsWords(string message) =>
        message.Contains("NameMismatch", StringComparison.Ordinal) ? "its certificate is for another name"
        : message.Contains("NotTimeValid", StringComparison.Ordinal) ? "its certificate has expired or is not valid yet"
        : message.Contains("UntrustedRoot", StringComparison.Ordinal)
        || message.Contains("PartialChain", StringComparison.Ordinal)
            ? "its certificate is not from a trusted authority"
        : message;

    private static TException? Find<TException>(Exception? failure)
        where TException : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is TException found)
            {
                return found;
            }
        }
        return null;
    }
}
