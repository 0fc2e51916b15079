using System.Runtime.InteropServices;

namespace CompExplain.Cli.Entry;

/// <summary>
/// Runs work on a thread of its own, which signals do not interrupt, nor the threads that it starts: they go to the process's
/// first thread, which waits. A signal inside oneDNN's products of matrices, which libtorch trains with, would damage memory
/// (oneDNN issue 4845): after a suspended training was continued, it crashed.
/// </summary>
internal static class QuietThread
{
    // As the first thread has it.
    private const int StackBytes = 8 << 20;

    // SIG_BLOCK of Linux, and its signals that a program may handle: HUP, INT, QUIT, USR1, USR2, ALRM, TERM, CHLD, CONT, TSTP,
    // TTIN, TTOU, URG, PROF, WINCH and IO. Those of a fault in the thread itself, and the runtime's own, are not among them.
    private const int Block = 0;
    private static readonly int[] Signals = [1, 2, 3, 10, 12, 14, 15, 17, 18, 20, 21, 22, 23, 27, 28, 29];

    /// <summary>Runs work to its end.</summary>
    /// <param name="work">The work; it throws nothing.</param>
    /// <returns>What it gives.</returns>
    public static int Run(Func<int> work)
    {
        int code = ExitCode.Error;
        var thread = new Thread(
            () =>
            {
                if (OperatingSystem.IsLinux())
                {
                    BlockSignals();
                }

                code = work();
            },
            StackBytes);
        thread.Start();
        thread.Join();
        return code;
    }

    private static void BlockSignals()
    {
        // A sigset_t has 128 bytes, with glibc and with musl.
        byte[] set = new byte[128];
        _ = EmptySet(set);
        foreach (int signal in Signals)
        {
            _ = AddToSet(set, signal);
        }

        _ = ChangeMask(Block, set, 0);
    }

    [DllImport("libc", EntryPoint = "sigemptyset")]
    private static extern int EmptySet(byte[] set);

    [DllImport("libc", EntryPoint = "sigaddset")]
    private static extern int AddToSet(byte[] set, int signal);

    [DllImport("libc", EntryPoint = "pthread_sigmask")]
    private static extern int ChangeMask(int how, byte[] set, nint old);
}
