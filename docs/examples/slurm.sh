#!/usr/bin/env bash
# A class on a Slurm cluster: `sbatch slurm.sh autograd submissions.zip`, in the course's folder. Ray's own launcher begins
# a cluster on the nodes of the job, runs the batch on the first of them, and ends the cluster with it.
#
# Every node needs the same environment, with the extra `ray` (2.49 or later): a virtual environment in a folder that all
# nodes share, named by GRADE_ENVIRONMENT.
#SBATCH --job-name=grade
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=16
#SBATCH --time=04:00:00
set -euo pipefail
export PATH="${GRADE_ENVIRONMENT:-$PWD/.venv}/bin:$PATH"
assignment=$1 submissions=$2

first=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
address=$(srun --nodes=1 --ntasks=1 --nodelist="$first" hostname --ip-address | awk '{ print $1 }'):6379

srun --nodes="$SLURM_JOB_NUM_NODES" --ntasks="$SLURM_JOB_NUM_NODES" \
    ray symmetric-run --address "$address" --min-nodes "$SLURM_JOB_NUM_NODES" \
    --num-cpus="$SLURM_CPUS_PER_TASK" --disable-usage-stats -- \
    grade batch "$assignment" "$submissions" --gradebook gradebook.db --ray "$address" --exit-zero

grade report gradebook.db --to html -o class.html
