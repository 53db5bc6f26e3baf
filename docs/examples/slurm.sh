#!/usr/bin/env bash
# A class on a Slurm cluster: `sbatch slurm.sh autograd submissions.zip`, in the course's folder. Ray begins on the first
# node of the job, joins the others to it, and the batch runs beside the first. All of it ends with the job.
#
# Every node needs the same environment, with the extra `ray` (a shared folder will do): say where it is.
#SBATCH --job-name=grade
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=16
#SBATCH --time=04:00:00
set -euo pipefail
environment=${GRADE_ENVIRONMENT:-$PWD/.venv}
assignment=$1 submissions=$2 port=6379
export PATH="$environment/bin:$PATH"

mapfile -t nodes < <(scontrol show hostnames "$SLURM_JOB_NODELIST")
head=$(srun --nodes=1 --ntasks=1 --nodelist="${nodes[0]}" hostname --ip-address | awk '{ print $1 }')

srun --nodes=1 --ntasks=1 --nodelist="${nodes[0]}" \
    ray start --head --node-ip-address="$head" --port="$port" --num-cpus="$SLURM_CPUS_PER_TASK" \
    --include-dashboard=false --disable-usage-stats --block &
sleep 20
if [ "${#nodes[@]}" -gt 1 ]; then
    others=$(IFS=,; printf '%s' "${nodes[*]:1}")
    srun --nodes="$((${#nodes[@]} - 1))" --ntasks="$((${#nodes[@]} - 1))" --nodelist="$others" \
        ray start --address="$head:$port" --num-cpus="$SLURM_CPUS_PER_TASK" --disable-usage-stats --block &
    sleep 20
fi

grade batch "$assignment" "$submissions" --gradebook gradebook.db --ray "$head:$port" --exit-zero
grade report gradebook.db --to html -o class.html
